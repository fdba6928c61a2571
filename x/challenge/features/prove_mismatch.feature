Feature: MsgProveMismatch shows in one move that a trace fits neither order, receipt nor program

  Scenario: an honest trace
    Given an honest receipt
    When "carol" says that node 0 is not the input
    Then it fails with "no mismatch"
    When "carol" says that node 7 is not the output
    Then it fails with "no mismatch"
    And "carol" has 10000000 usure

  Scenario: a trace of another input
    Given a receipt whose trace begins with another input
    When "carol" says that node 0 is not the input
    Then it succeeds
    And the verdict is "INPUT" for "carol"
    And the user was made whole

  Scenario: a trace that ends in another output
    Given a receipt whose trace ends with another output
    When "carol" says that node 7 is not the output
    Then it succeeds
    And the verdict is "OUTPUT" for "carol"
