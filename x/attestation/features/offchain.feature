Feature: MsgTimestamp, MsgRevokeOffchain, MsgAnchorBatch, MsgRevokeAnchored
  What is attested off the chain can be timestamped, taken back alone, or anchored by the thousand under one root with a status list.

  Scenario: a digest is timestamped once
    When ada timestamps "one, two"
    Then the events are: EventTimestamped, EventTimestamped
    And "two" was first seen at second 1767225601
    And "three" was first seen at second 0
    When bob timestamps "three, one"
    Then it is refused: item 2: <digest one>, at 1767225601: already timestamped
    And "three" was first seen at second 0
    When bob timestamps ""
    Then it is refused: 0, a message has 1 to 100: invalid number of items

  Scenario: each account takes back for itself, once
    When ada takes "one, two" back off the chain
    Then the events are: EventOffchainRevoked, EventOffchainRevoked
    And "one" was taken back by ada
    When bob takes "one" back off the chain
    Then "one" was taken back by bob
    When ada takes "one" back off the chain
    Then it is refused: <digest one>, at 1767225601: already revoked

  Scenario: an anchored batch and its status list
    When ada anchors a batch of 8 at "https://example.com/batch.json"
    Then the events are: EventBatchAnchored
    And number 3 of ada's batch is there
    When ada takes 3, 5 of ada's batch back
    Then the events are: EventAnchoredRevoked, EventAnchoredRevoked
    And number 3 of ada's batch is taken back
    And number 4 of ada's batch is there
    And number 8 of ada's batch is not there
    When ada takes 4, 3 of ada's batch back
    Then it is refused: item 2: index 3 of <root>: already revoked
    And number 4 of ada's batch is there
    When ada takes 8 of ada's batch back
    Then it is refused: index 8, the batch has 8: invalid anchor
    When eve takes 1 of ada's batch back
    Then it is refused: <root> of {eve}: anchor not found
    When ada takes "4" back off the chain
    Then number 4 of ada's batch is taken back

  Scenario: batches that are none
    When ada anchors a batch of 0
    Then it is refused: a batch of 0 attestations, 1 to 4294967296 are possible: invalid anchor
    When ada anchors a batch of 4 at "over there"
    Then it is refused: location "over there" is no URI: invalid anchor
    When ada anchors a batch of 4
    And ada anchors a batch of 4
    Then it is refused: <root> of {ada}: anchor exists

  Scenario: the last of a batch as large as can be
    When ada anchors a batch of 4294967296
    And ada takes 4294967295 of ada's batch back
    Then the events are: EventAnchoredRevoked
