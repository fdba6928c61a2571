Feature: MsgOpenChallenge names the first wrong node

  The provider's commitment to the node is opened against the receipt's trace root. The receipt cannot become final while a challenge
  lives.

  Scenario: the provider is asked for the hashes
    Given a receipt with element 4 of node 6 falsified
    When "carol" challenges node 6
    Then it succeeds
    And "carol" has 9000000 usure
    And challenge 0 is "AWAIT_HASHES"

  Scenario: an opening of another node
    Given a receipt with element 4 of node 6 falsified
    When "carol" challenges node 6 with the path of node 5
    Then it fails with "commitment does not open"
    And "carol" has 10000000 usure

  Scenario: an input is not computed
    Given an honest receipt
    When "carol" challenges node 0
    Then it fails with "show with MsgProveMismatch that it is not the order's"

  Scenario: a node that the program does not have
    Given an honest receipt
    When "carol" challenges node 99 with the path of node 5
    Then it fails with "there is no node 99"

  Scenario: in the last block of the window, and after it
    Given an honest receipt
    And blocks pass to the end of the window
    When "carol" challenges node 6
    Then it succeeds
    And 1 blocks pass
    When "dave" challenges node 6
    Then it fails with "challenge window closed"
    And the receipt is "PENDING"

  Scenario: any number of challengers
    Given a receipt with element 4 of node 6 falsified
    When "carol" challenges node 6
    And "dave" challenges node 6
    And "erin" challenges node 5
    Then it succeeds
    And challenge 2 is "AWAIT_HASHES"
