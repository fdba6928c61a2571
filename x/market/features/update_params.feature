Feature: MsgUpdateParams replaces the parameters

  Governance replaces all of them at once. Fees and deposits that are held stay what they were; everything else counts from the next step.

  Rule: only governance

    Scenario: a user
      When dave tries to set orders_per_block to 5
      Then it fails with: invalid authority: expected {the gov}, got {dave}: unauthorized

  Rule: within their ranges

    Scenario Outline: <name> <value>
      When governance sets <name> to <value>
      Then it fails with: <error>

      Examples:
        | name              | value     | error                                                                                                 |
        | orders_per_block  | 0         | orders_per_block is 0, it must be 1 to 10000: invalid parameters                                      |
        | missed_slash_bps  | 10001     | missed_slash_bps is 10001, it must be 0 to 10000: invalid parameters                                  |
        | min_window_blocks | 100801    | min_window_blocks is 100801, above max_window_blocks, which is 100800: invalid parameters             |
        | max_ttl_blocks    | 100000001 | max_ttl_blocks is 100000001, it must be 2 to 100000000: invalid parameters                            |

  Rule: what is held is returned as it was taken

    Scenario: the fee of an order placed before
      Given alice has "2000usure"
      And alice places an open order
      And governance sets order_fee to 500usure
      And blocks pass until height 22
      Then alice holds "2000usure"
