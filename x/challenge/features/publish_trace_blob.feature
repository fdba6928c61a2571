Feature: MsgPublishTraceBlob answers a demand with a place on Celestia

  The provider shows that a blob as long as the trace is on Celestia, where everybody can get it. The proof is small however long the trace
  is. Only the provider may say where: in its receipt, and then anybody may show it, or when it answers.

  Scenario: where the receipt says, shown by anybody
    Given a receipt that says that its trace is on Celestia, where the trace is
    And "carol" demands the trace
    When "dave" shows where the trace is
    Then it succeeds
    And "bob" has 100000 usure
    When "carol" challenges node 6
    Then it succeeds

  Scenario: the slice of the commitment is needed then
    Given a receipt that says that its trace is on Celestia, where the trace is
    And "carol" demands the trace
    And "bob" shows where the trace is
    When "carol" challenges node 6 without a path
    Then it fails with "so the slice of the commitment in it is needed"

  Scenario: where the provider says now
    Given a receipt with element 4 of node 6 falsified
    And "carol" demands the trace
    And the trace is on Celestia
    When "bob" shows where the trace is
    Then it succeeds

  Scenario: a stranger cannot speak for the provider
    Given a receipt with element 4 of node 6 falsified
    And "carol" demands the trace
    And a false trace is on Celestia
    When "dave" shows where the trace is
    Then it fails with "may name another place: not the provider"
    When 31 blocks pass
    Then the verdict is "TRACE_WITHHELD" for "carol"

  Scenario: a blob that cannot be the trace
    Given a receipt with element 4 of node 6 falsified
    And "carol" demands the trace
    And something short is on Celestia
    When "bob" shows where the trace is
    Then it fails with "a trace of 8 nodes has 256: invalid trace"
    Given something long is on Celestia
    When "bob" shows where the trace is
    Then it fails with "the blob has 257 bytes, a trace of 8 nodes has 256: invalid trace"

  Scenario: a proof of another blob
    Given a receipt that says that its trace is on Celestia, where the trace is
    And "carol" demands the trace
    When "bob" shows where the trace is, with the proof of another blob
    Then it fails with "invalid blob proof"

  Scenario: nobody asked
    Given a receipt that says that its trace is on Celestia, where the trace is
    When "bob" shows where the trace is
    Then it fails with "trace is not demanded"

  Scenario: too late
    Given a receipt that says that its trace is on Celestia, where the trace is
    And "carol" demands the trace
    And 31 blocks pass
    When "bob" shows where the trace is
    Then it fails with "nobody waits for the trace"
