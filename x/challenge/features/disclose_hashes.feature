Feature: MsgDiscloseHashes shows the chunk hashes of a challenged node

  Scenario: several groups wait for a pick
    Given a receipt with element 300 of node 1 falsified
    And "carol" challenges node 1
    When the provider discloses the hashes of node 1
    Then it succeeds
    And challenge 0 is "AWAIT_PICK"

  Scenario: a single group needs no pick
    Given an honest receipt
    And "carol" challenges node 6
    When the provider discloses the hashes of node 6
    Then challenge 0 is "AWAIT_BYTES"

  Scenario: once serves all
    Given an honest receipt
    And "carol" challenges node 6
    And the provider discloses the hashes of node 6
    When the provider discloses the hashes of node 6
    Then it fails with "disclosed already"
    When "dave" challenges node 6
    Then challenge 1 is "AWAIT_BYTES"

  Scenario: a node that nobody challenged
    Given an honest receipt
    When the provider discloses the hashes of node 6
    Then it fails with "node is not challenged"

  Scenario: hashes of something else
    Given an honest receipt
    And "carol" challenges node 6
    When the provider discloses the hashes of node 5 as those of node 6
    Then it fails with "invalid disclosure"
