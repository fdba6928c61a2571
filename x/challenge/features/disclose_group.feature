Feature: MsgDiscloseGroup shows the bytes of a group

  Background:
    Given a receipt with element 300 of node 1 falsified
    And "carol" challenges node 1

  Scenario: before the hashes
    When the provider discloses group 1 of node 1
    Then it fails with "not disclosed yet"

  Scenario: the picked group
    Given the provider discloses the hashes of node 1
    And "carol" picks group 1
    When the provider discloses group 1 of node 1
    Then it succeeds
    And challenge 0 is "AWAIT_PROOF"
    When the provider discloses group 1 of node 1
    Then it fails with "disclosed already"

  Scenario: the bytes of another group
    Given the provider discloses the hashes of node 1
    And "carol" picks group 1
    When the provider discloses group 0 of node 1 as group 1
    Then it fails with "invalid disclosure"
