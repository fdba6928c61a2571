Feature: MsgProveElement has the chain recompute one number

  Scenario: the number is wrong and the provider loses
    Given a receipt with element 4 of node 6 falsified
    And "carol" challenges node 6
    When "carol" proves element 4 of node 6
    Then it succeeds
    And the verdict is "ELEMENT" for "carol"
    And the user was made whole
    And challenge 0 is "WON"

  Scenario: the number is right and the challenger loses
    Given an honest receipt
    And "carol" challenges node 6
    When "carol" proves element 4 of node 6
    Then it succeeds
    And there is no verdict
    And challenge 0 is "LOST"
    And "carol" has 9000000 usure
    And "bob" has 1000000 usure

  Scenario: a right number of a wrong tensor loses as well
    Given a receipt with element 4 of node 6 falsified
    And "carol" challenges node 6
    When "carol" proves element 5 of node 6
    Then challenge 0 is "LOST"

  Scenario: a proof about another node
    Given a receipt with element 4 of node 6 falsified
    And "carol" challenges node 5
    When "carol" proves element 4 of node 6
    Then it fails with "proof decides nothing"
    And challenge 0 is "AWAIT_HASHES"

  Scenario: a proof with a changed byte decides nothing
    Given a receipt with element 4 of node 6 falsified
    And "carol" challenges node 6
    When "carol" proves element 4 of node 6 with a changed byte
    Then it fails with "proof decides nothing"
    And "carol" has 9000000 usure

  Scenario: a challenge that has ended
    Given an honest receipt
    And "carol" challenges node 6
    And "carol" proves element 4 of node 6
    When "carol" proves element 4 of node 6
    Then it fails with "not the challenge's next move"

  Scenario: the first to challenge the node is paid, and the rest refunded
    Given a receipt with element 4 of node 6 falsified
    And "carol" challenges node 6
    And "dave" challenges node 6
    And "erin" challenges node 5
    When "dave" proves element 4 of node 6
    Then the verdict is "ELEMENT" for "carol"
    And 1 blocks pass
    And challenge 1 is "REFUNDED"
    And challenge 2 is "REFUNDED"
    And "dave" has 10000000 usure
    And "erin" has 10000000 usure
