Feature: replicated orders commit, then reveal, then compare

  Background:
    Given a replicated order of "alice" leased to "bob" and "carol"

  Scenario: equal receipts are final at once
    Given "bob" commits to the honest receipt
    And "carol" commits to the honest receipt
    When "bob" reveals
    Then the receipt of "bob" is "PENDING"
    When "carol" reveals
    Then the receipt of "bob" is "FINAL"
    And the receipt of "carol" is "FINAL"
    And "bob" has 1000 usure

  Scenario: equal receipts without outputs stay open, so that the owner can demand them
    Given "bob" commits to the honest receipt
    And "carol" commits to the honest receipt
    When "bob" reveals without outputs
    And "carol" reveals without outputs
    Then it succeeds
    And the receipt of "bob" is "PENDING"
    When 60 blocks pass
    Then the receipt of "bob" is "FINAL"
    And the receipt of "carol" is "FINAL"

  Scenario: nobody reveals before all have committed
    Given "bob" commits to the honest receipt
    When "bob" reveals
    Then it fails with "receipts are taken when every provider has committed"

  Scenario: a copied commitment opens nothing
    Given "bob" commits to the honest receipt
    And "carol" copies bob's commitment
    When "carol" reveals
    Then it fails with "committed was"

  Scenario: a second commitment
    Given "bob" commits to the honest receipt
    When "bob" commits to the honest receipt
    Then it fails with "commitment exists"

  Scenario: a provider that does not commit drops out
    Given "bob" commits to the honest receipt
    And 25 blocks pass
    When "bob" reveals
    Then it succeeds
    And the receipt of "bob" is "PENDING"
    When 40 blocks pass
    Then the receipt of "bob" is "FINAL"

  Scenario: unequal receipts and nobody goes to court: nobody is paid
    Given "bob" commits to the honest receipt
    And "carol" commits to a false receipt
    And "bob" reveals
    And "carol" reveals
    When 60 blocks pass
    Then the receipt of "bob" is "UNRESOLVED"
    And the receipt of "carol" is "UNRESOLVED"
    And "bob" has 0 usure

  Scenario: unequal receipts, and the court finds the false one
    Given "bob" commits to the honest receipt
    And "carol" commits to a false receipt
    And "bob" reveals
    And "carol" reveals
    When the court faults "carol"
    And 60 blocks pass
    Then the receipt of "carol" is "FAULTED"
    And the receipt of "bob" is "FINAL"
    And "bob" has 1000 usure

  Scenario: an order that is not replicated
    Given "bob" has a lease of "alice"
    When "bob" commits to the honest receipt
    Then it fails with "is not replicated"
