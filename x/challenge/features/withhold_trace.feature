Feature: a trace that does not come loses

  Scenario: silence until the deadline
    Given an honest receipt
    And "carol" demands the trace
    When 31 blocks pass
    Then the verdict is "TRACE_WITHHELD" for "carol"
    And "carol" has 11499400 usure
    And the receipt is "FAULTED"
