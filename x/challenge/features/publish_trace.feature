Feature: MsgPublishTrace answers a demand

  The list must hash to the receipt's trace root and have as many nodes as the program. The fee pays the provider for its trouble. The
  receipt stays open long enough for what the trace shows to be challenged.

  Scenario: the provider is paid and the window extended
    Given a receipt with element 4 of node 6 falsified
    And "carol" demands the trace
    And 12 blocks pass
    When the provider publishes the trace
    Then it succeeds
    And "bob" has 100000 usure
    When "carol" challenges node 6 without a path
    Then it succeeds

  Scenario: nobody asked
    Given an honest receipt
    When the provider publishes the trace
    Then it fails with "trace is not demanded"

  Scenario: another trace
    Given an honest receipt
    And "carol" demands the trace
    When the provider publishes a false trace
    Then it fails with "invalid trace"
