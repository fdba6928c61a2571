Feature: MsgSubmitReceipt brings a signed receipt on chain

  Anyone may bring it: the signature is by the receipt key that the provider had when the lease was made. The window opens at once.

  Background:
    Given "bob" has a lease of "alice"

  Scenario: a right receipt
    When "carol" submits bob's receipt
    Then it succeeds
    And the receipt of "bob" is "PENDING"

  Scenario: with its outputs
    When "bob" submits his receipt with the outputs
    Then it succeeds
    And the outputs are on chain

  Scenario: outputs that are not what the receipt says
    When "bob" submits his receipt with false outputs
    Then it fails with "the receipt says"
    And there is no receipt of "bob"

  Scenario: twice
    Given "bob" submits his receipt
    When "bob" submits his receipt
    Then it fails with "receipt exists"

  Scenario Outline: a receipt that is for something else
    When "bob" submits a receipt with <what>
    Then it fails with "<error>"
    And there is no receipt of "bob"

    Examples:
      | what               | error                                   |
      | another program    | the order wants                         |
      | another input      | its inputs are not the order's          |
      | one output more    | outputs, the program has                |
      | another provider   | it is for lease                         |
      | another version    | numerics version 2                      |
      | an upper case hash | want 64 lower-case hex digits           |
      | a wrong signature  | not signed by its lease's receipt key   |
      | the key of carol   | not signed by its lease's receipt key   |
      | a high s           | not signed by its lease's receipt key   |
      | a changed trace    | not signed by its lease's receipt key   |
      | a salt             | only the receipts of replicated orders  |

  Scenario: after the deadline
    Given 21 blocks pass
    When "bob" submits his receipt
    Then it fails with "is LEASE_STATE_MISSED"
