Feature: MsgProveEquivocation: two different receipts for one lease are proof enough

  Background:
    Given "bob" has a lease of "alice"

  Scenario: two claims, before and after one of them is on chain
    Given "bob" submits his receipt
    When "carol" shows his receipt and a false one
    Then it succeeds
    And the receipt of "bob" is "FAULTED"
    And the user was made whole

  Scenario: before any is on chain
    When "carol" shows his receipt and a false one
    Then it succeeds
    And the user was made whole

  Scenario: the same claim, signed twice
    When "carol" shows his receipt and the same signed later
    Then it fails with "the receipts claim the same"

  Scenario: a forged one
    When "carol" shows his receipt and one that he did not sign
    Then it fails with "not signed by its lease's receipt key"

  Scenario: too late
    Given "bob" submits his receipt
    And 20 blocks pass
    When "carol" shows his receipt and a false one
    Then it fails with "receipt is not open"
