Feature: MsgOfferTransfer and MsgAcceptTransfer give a name with all its versions to another account

  Background:
    Given ada registers MODEL "ada/base"

  Scenario: offered and accepted
    When ada offers "ada/base" to bob
    Then the events are: EventTransferOffered
    And ada owns "ada/base"
    When bob accepts "ada/base"
    Then the events are: EventTransferred
    And bob owns "ada/base"
    When bob adds version "1.1.0" to "ada/base"
    Then it succeeds
    When ada adds version "1.2.0" to "ada/base"
    Then it fails with: ada/base belongs to {bob}, not to {ada}: not the owner

  Scenario: not offered
    When bob accepts "ada/base"
    Then it fails with: ada/base is not offered to {bob}: no transfer is offered

  Scenario: taken back
    Given ada offers "ada/base" to bob
    And ada takes the offer of "ada/base" back
    When bob accepts "ada/base"
    Then it fails with: ada/base is not offered to {bob}: no transfer is offered

  Scenario: nothing to take back
    When ada takes the offer of "ada/base" back
    Then it fails with: ada/base belongs to, or is offered to, "" already: no transfer is offered

  Scenario: a stranger
    When bob offers "ada/base" to bob
    Then it fails with: ada/base belongs to {ada}, not to {bob}: not the owner
