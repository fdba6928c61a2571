Feature: MsgUpdateParams
  Governance replaces all parameters.

  Scenario: by governance
    When governance sets max_batch to 7
    Then it succeeds

  Scenario: by somebody else
    When eve sets max_batch to 7
    Then it is refused: invalid authority: expected {the gov}, got {eve}: unauthorized

  Scenario Outline: out of range
    When governance sets <name> to <value>
    Then it is refused: <why>: invalid parameters

    Examples:
      | name                  | value     | why                                                       |
      | max_schema_bytes      | 0         | max_schema_bytes is 0, it must be 1 to 16384              |
      | max_data_bytes        | 262145    | max_data_bytes is 262145, it must be 1 to 262144          |
      | max_batch             | 251       | max_batch is 251, it must be 1 to 250                     |
      | resolver_gas          | 20000001  | resolver_gas is 20000001, it must be 1 to 20000000        |
      | dispute_bond          | 0         | dispute_bond is 0usure, it must be a positive amount      |
      | dispute_blocks        | 0         | dispute_blocks is 0, it must be 1 to 100000000            |
      | max_deadline_seconds  | 31622401  | max_deadline_seconds is 31622401, it must be 1 to 31622400 |
      | max_drained_per_block | 1001      | max_drained_per_block is 1001, it must be 1 to 1000       |
