Feature: MsgCommitChallenge seals a claim to a fault

  Whoever opens a challenge names a node, and anyone can copy that. A claim sealed before cannot be copied: it binds the challenger
  and the node. Its bond is staked at once, so that sealing claims on every node of every receipt costs as many bonds.

  Scenario: the bond is staked
    Given a receipt with element 4 of node 6 falsified
    When "carol" seals a claim on node 6
    Then it succeeds
    And "carol" has 9000000 usure

  Scenario: the same claim twice
    Given a receipt with element 4 of node 6 falsified
    And "carol" seals a claim on node 6
    When "carol" seals a claim on node 6
    Then it fails with "commitment exists"

  Scenario: after the window
    Given an honest receipt
    And 20 blocks pass
    When "carol" seals a claim on node 6
    Then it fails with "receipt is not open"
