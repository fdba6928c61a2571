Feature: a receipt is final when its window has closed without a live dispute

  Scenario: nobody objects
    Given "bob" has a lease of "alice"
    And "bob" submits his receipt
    When 11 blocks pass
    Then the receipt of "bob" is "PENDING"
    When 1 blocks pass
    Then the receipt of "bob" is "FINAL"
    And "bob" has 1000 usure

  Scenario: a dispute holds it up, and its end lets it go
    Given "bob" has a lease of "alice"
    And "bob" submits his receipt
    And the receipt is disputed
    When 40 blocks pass
    Then the receipt of "bob" is "PENDING"
    When the dispute ends
    And 2 blocks pass
    Then the receipt of "bob" is "FINAL"
