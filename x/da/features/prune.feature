Feature: what a block forgets
  At the end of a block, at most 100 of each: running hashes of blocks that are recorded, and the lowest headers beyond max_headers.

  Background:
    Given Celestia is at height 40
    And governance trusts height 2
    And ann may post

  Scenario: running hashes
    Given the chain is at height 250
    And ann posts blocks 1 to 240
    And ann brings its header
    And ann records it
    Then 250 running hashes are kept
    When the chain is at height 251
    Then 151 running hashes are kept
    When the chain is at height 253
    Then 14 running hashes are kept

  Scenario: headers
    Given governance sets max_headers to 10
    And ann brings heights 3 to 30
    And 29 headers are kept
    When the chain is at height 3
    Then 10 headers are kept
    And the client's latest height is 30
    When ann brings height 31 by height 30
    Then it succeeds
