Feature: MsgUpdateParams

  Background:
    Given Celestia is at height 10
    And governance trusts height 2

  Scenario Outline: ranges
    When governance sets <name> to <value>
    Then it fails with: <error>: invalid parameters

    Examples:
      | name              | value                   | error                                                                     |
      | celestia_chain_id | <51 letters>            | celestia_chain_id has 51 bytes, at most 50 are possible                   |
      | namespace         | 00ff                    | namespace: "00ff", it must be 58 lower-case hex digits: invalid namespace |
      | trusting_period   | 59s                     | trusting_period is 59s, it must be 1m0s to 8760h0m0s                      |
      | max_clock_drift   | 2h                      | max_clock_drift is 2h0m0s, it must be 1s to 1h0m0s                        |
      | max_blob_age      | 59s                     | max_blob_age is 59s, it must be 1m0s to 8760h0m0s                         |
      | max_headers       | 9                       | max_headers is 9, it must be 10 to 100000                                 |
      | max_lag_blocks    | -1                      | max_lag_blocks is -1, it must be 0 to 100000000                           |
      | posters           | {bob} {ann}             | the posters must be sorted, each once: {ann} comes after {bob}            |

  Scenario: only governance
    When eve sets max_headers to 100
    Then it fails, saying: expected {the gov}, got {eve}

  Scenario: another Celestia has other headers
    When governance sets celestia_chain_id to mocha-4
    Then no header is believed
    When ann brings height 3 by height 2
    Then it fails with: no header of Celestia is trusted yet; governance starts with one: no light client
