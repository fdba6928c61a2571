Feature: MsgStop and MsgResume turn messages off and on

  A message with a fault can be stopped at once for everyone, however it arrives, until an upgrade repairs it. Only
  governance may. What people owe by a deadline, and what leads back, can never be stopped.

  Rule: governance stops and resumes

    Scenario: stop, then resume
      When governance stops "/cosmos.bank.v1beta1.MsgSend"
      Then it succeeds
      And the events are: EventMessagesStopped
      And "/cosmos.bank.v1beta1.MsgSend" is refused
      And "/cosmos.bank.v1beta1.MsgMultiSend" is accepted
      When governance resumes "/cosmos.bank.v1beta1.MsgSend"
      Then it succeeds
      And the events are: EventMessagesResumed
      And "/cosmos.bank.v1beta1.MsgSend" is accepted

    Scenario: anyone else
      When alice stops "/cosmos.bank.v1beta1.MsgSend"
      Then it fails as unauthorised
      And "/cosmos.bank.v1beta1.MsgSend" is accepted

  Rule: a list is taken whole or not at all

    Scenario: one of two is unknown
      When governance stops "/cosmos.bank.v1beta1.MsgSend /cosmos.bank.v1beta1.MsgSned"
      Then it fails with: "/cosmos.bank.v1beta1.MsgSned": give a type URL such as /cosmos.bank.v1beta1.MsgSend: no such message
      And "/cosmos.bank.v1beta1.MsgSend" is accepted

    Scenario: a type that is no message
      When governance stops "/cosmos.auth.v1beta1.BaseAccount"
      Then it fails with: "/cosmos.auth.v1beta1.BaseAccount": give a type URL such as /cosmos.bank.v1beta1.MsgSend: no such message

    Scenario: the same message twice
      When governance stops "/cosmos.bank.v1beta1.MsgSend /cosmos.bank.v1beta1.MsgSend"
      Then it fails with: "/cosmos.bank.v1beta1.MsgSend" is named twice: invalid list of messages

    Scenario: no message
      When governance stops ""
      Then it fails with: 0 messages: name 1 to 100: invalid list of messages

    Scenario: a message that is stopped already
      Given governance stops "/cosmos.bank.v1beta1.MsgSend"
      When governance stops "/cosmos.bank.v1beta1.MsgSend"
      Then it fails with: /cosmos.bank.v1beta1.MsgSend: message is stopped already

    Scenario: resuming what was not stopped
      When governance resumes "/cosmos.bank.v1beta1.MsgSend"
      Then it fails with: "/cosmos.bank.v1beta1.MsgSend": see `suretyd query breaker stopped`: message is not stopped

  Rule: the way back and what is owed by a height stay open

    Scenario Outline: protected messages
      When governance stops "<message>"
      Then it fails with: <message>: <reason>: message is never stopped

      Examples:
        | message                                   | reason                                       |
        | /surety.breaker.v1.MsgResume              | it is the way back                           |
        | /cosmos.gov.v1.MsgVote                    | governance is the way back                   |
        | /cosmos.consensus.v1.MsgUpdateParams      | it names who may use this module             |
        | /cosmos.upgrade.v1beta1.MsgSoftwareUpgrade | it brings the repair                        |
        | /surety.market.v1.MsgRevealBid            | whoever owes it by a height would lose coins |
        | /surety.verification.v1.MsgSubmitReceipt  | whoever owes it by a height would lose coins |
        | /surety.challenge.v1.MsgDiscloseGroup     | whoever owes it by a height would lose coins |
        | /surety.challenge.v1.MsgProveElement      | whoever owes it by a height would lose coins |
