Feature: MsgProveFalseTrace convicts a provider that published something else

  Whoever finds something else than the trace where the provider published it brings that content. The chain computes Celestia's commitment
  to it, and its hash.

  Background:
    Given a receipt that says that its trace is on Celestia, where something else is
    And "carol" demands the trace
    And "bob" shows where the trace is

  Scenario: something else
    When "dave" shows that it is false
    Then it succeeds
    And the verdict is "TRACE_FALSE" for "dave"
    And the receipt is "FAULTED"
    And the user was made whole

  Scenario: content that was not published
    When "dave" shows that it is false, with other content
    Then it fails with "it is not what was published at celestia://"
    And there is no verdict

  Scenario: the trace itself
    Given a receipt that says that its trace is on Celestia, where the trace is
    And "carol" demands the trace
    And "bob" shows where the trace is
    When "dave" shows that it is false
    Then it fails with "is the trace: no mismatch"
    And there is no verdict

  Scenario: nothing was published there
    Given an honest receipt
    When "dave" shows that it is false
    Then it fails with "was not published on Celestia"

  Scenario: after the window
    When blocks pass to the end of the window
    And 1 blocks pass
    And "dave" shows that it is false
    Then it fails with "challenge window closed"
