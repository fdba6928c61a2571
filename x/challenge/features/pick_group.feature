Feature: MsgPickGroup picks one group of chunks

  Background:
    Given a receipt with element 300 of node 1 falsified
    And "carol" challenges node 1

  Scenario: out of turn
    When "carol" picks group 1
    Then it fails with "not the challenge's next move"

  Scenario: in turn
    Given the provider discloses the hashes of node 1
    When "carol" picks group 1
    Then it succeeds
    And challenge 0 is "AWAIT_BYTES"
    When "carol" picks group 0
    Then it fails with "not the challenge's next move"

  Scenario: by somebody else
    Given the provider discloses the hashes of node 1
    When "dave" picks group 1
    Then it fails with "not the challenger"

  Scenario: a group that is not there
    Given the provider discloses the hashes of node 1
    When "carol" picks group 2
    Then it fails with "there is no group 2"
