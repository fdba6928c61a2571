Feature: MsgClaim collects what could not be delivered

  A payment whose recipient cannot be paid waits in one sub-account, one amount per owner and denomination. The owner collects it,
  to its own account or, since its own account may be the reason, to another. Nobody else can. A claim leaves nothing behind.

  Background:
    Given payer has "100usure"

  Rule: the owner gets all that waits in a denomination, once

    Scenario: to the owner's own account
      Given transfers of usure are disabled
      And payer pays "30usure" to alice
      And payer pays "12usure" to alice
      And transfers of usure are enabled
      When alice claims "usure"
      Then it succeeds
      And the events are: EventClaimed
      And alice holds "42usure"
      And "0usure" waits for alice

    Scenario: a second claim finds nothing
      Given "30usure" waits undelivered for alice
      And alice claims "usure"
      When alice claims "usure"
      Then it fails with: no "usure" waits for {alice}: nothing to claim

    Scenario: to another account
      Given "30usure" waits undelivered for alice
      When alice claims "usure" for bob
      Then it succeeds
      And bob holds "30usure"
      And alice holds "0usure"

  Rule: nobody claims what is another's

    Scenario: a stranger
      Given "30usure" waits undelivered for alice
      When mallory claims "usure" for mallory
      Then it fails with: no "usure" waits for {mallory}: nothing to claim
      And "30usure" waits for alice

  Rule: a recipient that may not receive coins is refused and nothing changes

    Scenario: a module account
      Given "30usure" waits undelivered for alice
      When alice claims "usure" for the fee collector
      Then it fails with: {the fee collector} may not receive coins; name another recipient: recipient cannot be paid
      And "30usure" waits for alice

    Scenario: the sub-account that the money comes from
      Given "30usure" waits undelivered for alice
      When alice claims "usure" for the claimables
      Then it fails with: surety1ymng0v50urg3mh93l7hc5z50ve0un90gdtzwkpf8kgjsakp0sj3qnufs9r may not receive coins; name another recipient: recipient cannot be paid
      And "30usure" waits for alice

    Scenario: the bank refuses the recipient
      Given "30usure" waits undelivered for alice
      And the bank refuses coins for bob
      When alice claims "usure" for bob
      Then it fails with: this bank does not know you
      And "30usure" waits for alice

  Rule: a denomination whose transfers are disabled waits on

    Scenario: disabled when claimed
      Given "30usure" waits undelivered for alice
      And transfers of usure are disabled
      When alice claims "usure"
      Then it fails with: usure cannot move now; claim again when the bank allows it: transfers of the denomination are disabled
      And "30usure" waits for alice

  Rule: malformed fields are refused

    Scenario: an address that is none
      When nobody claims "usure"
      Then it fails with: owner "nobody": decoding bech32 failed: invalid bech32 string length 6: invalid address

    Scenario: a recipient that is none
      When alice claims "usure" for nobody
      Then it fails with: recipient "nobody": decoding bech32 failed: invalid bech32 string length 6: invalid address

    Scenario: a denomination that is none
      When alice claims "u"
      Then it fails with: "u" is not a denomination: invalid amount
