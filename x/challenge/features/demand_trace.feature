Feature: MsgDemandTrace makes a provider publish its trace

  Scenario: once for all challengers
    Given an honest receipt
    When "carol" demands the trace
    Then it succeeds
    And "carol" has 9900000 usure
    When "dave" demands the trace
    Then it fails with "trace is demanded or published already"

  Scenario: after the window
    Given an honest receipt
    And 20 blocks pass
    When "carol" demands the trace
    Then it fails with "receipt is not open"
