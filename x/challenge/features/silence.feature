Feature: silence loses

  Each side has a balance of 30 blocks for the whole game and 10 blocks free for each move. A missed move goes against whoever owed it.

  Scenario: the provider does not disclose
    Given an honest receipt
    And "carol" challenges node 6
    When 41 blocks pass
    Then the verdict is "SILENCE" for "carol"
    And the receipt is "FAULTED"

  Scenario: the challenger does not go on
    Given an honest receipt
    And "carol" challenges node 6
    And the provider discloses the hashes of node 6
    And the provider discloses group 0 of node 6
    When 41 blocks pass
    Then challenge 0 is "LOST"
    And "carol" has 9000000 usure
    When 2 blocks pass
    Then the receipt is "FINAL"
    And "bob" has 1001000 usure
