Feature: MsgRecordBatch
  A poster shows that a blob with the next blocks of this chain is on Celestia. The chain checks the proof, and what the blob says of itself:
  that it is of this chain, begins where the batch before ended, ends with the blocks that this chain has, and names the batch before. What
  lies behind, compressed, it cannot check; so governance says who may record, and takes batches back that turn out to hold something else.

  Background:
    Given Celestia is at height 10
    And governance trusts height 2
    And ann may post
    And the chain is at height 20

  Scenario: one after the other
    When ann posts blocks 1 to 8
    And ann brings its header
    And ann records it
    Then the events are: EventBatchRecorded
    And blocks are proved up to 8
    And batch 1 is from 1 to 8
    When ann posts blocks 9 to 20
    And ann brings its header
    And ann records it
    Then blocks are proved up to 20
    And batch 2 is from 9 to 20

  Scenario: the lag
    Given at most 15 blocks may be unpublished
    Then new optimistic leases are refused: 20 blocks are not published yet, at most 15 may be; try again once batches have been recorded: published data is too far behind
    When ann posts blocks 1 to 8
    And ann brings its header
    And ann records it
    Then new optimistic leases are not refused
    And the lag is 12

  Scenario: a header that was not brought
    When ann posts blocks 1 to 8
    And ann records it
    Then it fails with: height 11 of Celestia; bring it with MsgUpdateClient first: header not found

  Scenario: data that may be gone
    Given ann posts blocks 1 to 8
    And ann brings its header
    And 7 days pass
    When ann records it
    Then it fails, saying: what is older than 144h0m0s may be gone: post it again: blob is too old

  Scenario: who may
    When ann posts blocks 1 to 8
    And ann brings its header
    And eve records it
    Then it fails with: {eve}; governance names the posters: not a poster

  Scenario: twice, by two posters
    Given bob may post
    And ann posts blocks 1 to 8
    And ann brings its header
    And ann records it
    When bob posts blocks 1 to 10
    And bob brings its header
    And bob records it
    Then it fails with: it begins at height 1, the next to be recorded is 9: batch is out of order
    When ann records the first again
    Then it fails with: it begins at height 1, the next to be recorded is 9: batch is out of order

  Scenario: a gap
    When ann posts blocks 2 to 8
    And ann brings its header
    And ann records it
    Then it fails with: it begins at height 2, the next to be recorded is 1: batch is out of order

  Scenario: blocks that are not there yet
    When ann posts blocks 1 to 21
    And ann brings its header
    And ann records it
    Then it fails with: of height 21, at which a batch may not end now: digest not found

  Scenario Outline: a batch that lies
    When ann posts blocks 1 to 8, saying that its <what> is <value>
    And ann brings its header
    And ann records it
    Then it fails, saying: <error>
    And blocks are proved up to 0

    Examples:
      | what       | value     | error                                                       |
      | chain      | other     | it is of the chain "other", this is "surety-test"           |
      | digest     | another   | its blocks up to height 8 have the digest                   |
      | end        | 9         | its blocks up to height 9 have the digest                   |
      | before     | something | it names a batch before it, and is the first                |
      | magic      | another   | it does not begin with SURETYDA: it is no batch of blocks   |

  Scenario: it names the batch before
    Given ann posts blocks 1 to 8
    And ann brings its header
    And ann records it
    When ann posts blocks 9 to 12, saying that its before is something
    And ann brings its header
    And ann records it
    Then it fails, saying: it does not name the batch before it

  Scenario: a blob of another namespace, or of another blob's reference
    When ann posts blocks 1 to 8 elsewhere
    And ann brings its header
    And ann records it
    Then it fails, saying: batches of this chain are in
    When ann posts blocks 1 to 8
    And ann brings its header
    And ann records it with another reference
    Then it fails, saying: the subtree roots do not give the commitment of the reference: invalid blob proof

  Scenario: while the client is stopped
    Given ann posts blocks 1 to 8
    And ann brings its header
    And eve brings a fork of height 11 by height 2
    When ann records it
    Then it fails, saying: the light client is frozen
