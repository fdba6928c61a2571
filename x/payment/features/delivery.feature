Feature: a payment never fails because of its recipient

  A verdict, a refund or a settlement must go on whoever is owed. Where the bank will not deliver, the coins wait for the recipient to
  claim them. Only the payer's own lack of money is an error.

  Background:
    Given payer has "100usure"

  Scenario: the recipient is paid
    When payer pays "30usure" to alice
    Then it succeeds
    And no event is emitted
    And alice holds "30usure"

  Scenario: a blocked recipient
    When payer pays "30usure" to the fee collector
    Then it succeeds
    And the events are: EventPaymentDeferred
    And the fee collector holds "0usure"
    And "30usure" waits for the fee collector
    And payer holds "70usure"

  Scenario: a recipient that the bank refuses
    Given the bank refuses coins for alice
    When payer pays "30usure" to alice
    Then it succeeds
    And "30usure" waits for alice

  Scenario: a bank that panics
    Given the bank panics at coins for alice
    When payer pays "30usure" to alice
    Then it succeeds
    And "30usure" waits for alice

  Scenario: transfers are disabled
    Given transfers of usure are disabled
    When payer pays "30usure" to alice
    Then it succeeds
    And "30usure" waits for alice

  Scenario: nothing
    When payer pays "0usure" to alice
    Then it succeeds
    And payer holds "100usure"

  Scenario: the payer lacks the money
    When payer pays "101usure" to alice
    Then it fails with: spendable balance 100usure is smaller than 101usure: insufficient funds

  Scenario: the payer lacks the money for a blocked recipient
    When payer pays "101usure" to the fee collector
    Then it fails with: spendable balance 100usure is smaller than 101usure: insufficient funds
    And "0usure" waits for the fee collector

  Scenario: an escrow's depositor that became unpayable
    Given payer opens escrow "p/1" with "40usure"
    And the bank refuses coins for payer
    When escrow "p/1" is closed
    Then it succeeds
    And the events are: EventPaymentDeferred, EventEscrowClosed
    And "40usure" waits for payer
