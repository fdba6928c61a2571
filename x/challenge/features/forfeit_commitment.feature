Feature: a sealed claim that is not opened loses its bond

  Scenario: while the receipt is open to challenge
    Given an honest receipt
    And sealed claims live 5 blocks
    And "carol" seals a claim on node 6
    When 6 blocks pass
    Then "carol" has 9000000 usure

  Scenario: when the receipt was concluded meanwhile the bond comes back
    Given an honest receipt
    And "carol" seals a claim on node 6
    When 30 blocks pass
    Then "carol" has 10000000 usure
