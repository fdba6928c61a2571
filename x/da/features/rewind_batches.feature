Feature: MsgRewindBatches
  What is inside a batch the chain cannot see. Whoever runs `surety-da verify` can. Governance takes a batch back that does not hold what it
  says, with all after it; honest posters go on from there.

  Background:
    Given Celestia is at height 10
    And governance trusts height 2
    And ann may post
    And the chain is at height 20
    And ann posts blocks 1 to 8
    And ann brings its header
    And ann records it
    And ann posts blocks 9 to 12
    And ann brings its header
    And ann records it

  Scenario: taken back, and posted again
    When governance takes back batch 2
    Then the events are: EventBatchesRewound
    And blocks are proved up to 8
    When ann posts blocks 9 to 12
    And ann brings its header
    And ann records it
    Then it succeeds
    And blocks are proved up to 12

  Scenario: all of them
    When governance takes back batch 1
    Then blocks are proved up to 0
    When the chain is at height 25
    And ann posts blocks 1 to 12
    And ann brings its header
    And ann records it
    Then it succeeds
    And blocks are proved up to 12

  Scenario: what is not there, and who may
    When governance takes back batch 3
    Then it fails with: 3, there are 2: batch not found
    When governance takes back batch 0
    Then it fails with: 0, there are 2: batch not found
    When eve takes back batch 1
    Then it fails, saying: expected {the gov}, got {eve}
