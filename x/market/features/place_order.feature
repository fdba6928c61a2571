Feature: MsgPlaceOrder locks the highest price and the order fee, and opens an order for bids

  The owner says what it wants run, what it pays at most, which bond it wants behind each lease and what a wrong result would cost it.
  The highest price is locked once for every provider wanted, so that no lease can go unpaid. The fee is held against spam.

  Background:
    Given alice has "10000usure"

  Rule: escrow and fee are locked with the order, and the owner's orders count from 1

    Scenario: an open order waits for its time to live
      When alice places an open order
      Then it succeeds
      And the events are: EventEscrowOpened, EventOrderPlaced
      And order alice/1 is open, due at height 21
      And the escrow of alice/1 is "1000usure"
      And the holding account of alice/1 has "10usure"
      And alice holds "8990usure"

    Scenario: a sealed order waits for commitments to close
      When alice places a sealed order
      Then it succeeds
      And order alice/1 is open, due at height 4

    Scenario: the price is locked once for every provider
      When alice places an open order with redundancy 3
      Then it succeeds
      And the escrow of alice/1 is "3000usure"

    Scenario: the next order has the next number
      Given alice places an open order
      When alice places an open order
      Then it succeeds
      And order alice/2 is open

    Scenario: no fee is asked for
      Given governance sets order_fee to 0usure
      When alice places an open order
      Then it succeeds
      And alice holds "9000usure"

  Rule: an owner has a bounded number of live orders

    Scenario: one too many
      Given alice places an open order
      And alice places an open order
      And alice places an open order
      When alice places an open order
      Then it fails with: {alice} has 3, at most 3 are possible; wait for one to end or cancel one: too many live orders

    Scenario: one that ended makes room
      Given alice places an open order
      And alice places an open order
      And alice places an open order
      And alice cancels alice/1
      When alice places an open order
      Then it succeeds
      And order alice/4 is open

  Rule: without the money there is no order

    Scenario: not enough for the escrow
      Given bob has "999usure"
      When bob places an open order
      Then it fails with: spendable balance 999usure is smaller than 1000usure: insufficient funds
      And there is no order bob/1
      And bob holds "999usure"

    Scenario: not enough for the fee
      Given bob has "1009usure"
      When bob places an open order
      Then it fails with: spendable balance 9usure is smaller than 10usure: insufficient funds
      And there is no order bob/1
      And bob holds "1009usure"

    Scenario: a denomination that no escrow holds
      When alice places an open order with price 5uatom
      Then it fails with: an escrow cannot hold uatom; the payment parameters list those it can: denomination not allowed

  Rule: the modules above may refuse terms, before any money moves

    Scenario: an unknown program, say
      Given the hooks refuse orders
      When alice places an open order
      Then it fails with: the hook refuses
      And alice holds "10000usure"
      And there is no order alice/1

  Rule: the job is named by hashes

    Scenario Outline: <what>
      When alice places an open order with <term>
      Then it fails with: <error>

      Examples:
        | what                 | term       | error                                                                          |
        | a short program id   | program ab | program_id "ab" is not 64 lower-case hex digits: invalid terms                 |
        | a short input root   | root 12    | input root 1, "12", is not 64 lower-case hex digits: invalid terms             |
        | too many inputs      | roots 9    | 9 input_roots, at most 8 are possible: invalid terms                           |
        | too many urls        | urls 5     | 5 input_urls, at most 4 are possible: invalid terms                            |
        | another scheme       | url ftp://a | input url "ftp://a" does not begin with http:// or https://: invalid terms    |
        | a policy             | policy p1  | policy_ids has 1 entries; no policies exist here, leave it empty: invalid terms |
        | a key that is none   | key 00     | output_key "00" is not 64 lower-case hex digits: invalid terms                 |
        | a key of low order   | key 0000000000000000000000000000000000000000000000000000000000000000 | output_key 0000000000000000000000000000000000000000000000000000000000000000 is a point of low order; make a fresh X25519 key: invalid terms |

  Rule: the bond covers the loss, the challenger's reward and the third that is burned

    Scenario: the most that can be declared
      When alice places an open order with bond 900, loss 450
      Then it succeeds

    Scenario Outline: <what>
      When alice places an open order with <term>
      Then it fails with: <error>

      Examples:
        | what                | term            | error                                                                                                                |
        | too much declared   | loss 451        | declared_loss is 451, a bond of 900 pays at most 450; ask for a higher bond or declare less: invalid terms           |
        | a negative loss     | loss -1         | declared_loss is -1, it must be at least 0: invalid terms                                                            |
        | no bond             | bond 0          | bond is 0, it must be at least 1: invalid terms                                                                      |
        | no price            | price 0usure    | max_price is 0, it must be at least 1: invalid terms                                                                 |
        | a bond that does not fit | bond 340282366920938463463374607431768211456 | bond has 129 bits, at most 128 are possible: invalid terms                          |
        | a price that does not fit | price 340282366920938463463374607431768211456usure | max_price has 129 bits, at most 128 are possible: invalid terms              |

  Rule: spans are within the parameters, and a bond unbonds more slowly than a job, its window and a dispute

    Scenario Outline: <what>
      When alice places <kind> order with <term>
      Then it fails with: <error>

      Examples:
        | what                          | kind     | term                         | error                                                                                                               |
        | no time for the job           | an open   | deadline 0                   | deadline_blocks is 0, it must be 1 to 100800 for a TRADE_OPEN order: invalid terms                                  |
        | too long a job                | an open   | deadline 100801              | deadline_blocks is 100801, it must be 1 to 100800 for a TRADE_OPEN order: invalid terms                             |
        | too short a window            | an open   | window 4                     | window_blocks is 4, it must be 5 to 100800 for a TRADE_OPEN order: invalid terms                                    |
        | commitments on an open order  | an open   | commit 1                     | commit_blocks is 1, it must be 0 to 0 for a TRADE_OPEN order: invalid terms                                         |
        | no time to live               | an open   | ttl 0                        | ttl_blocks is 0, it must be 1 to 100800 for a TRADE_OPEN order: invalid terms                                       |
        | no commitments                | a sealed  | commit 0                     | commit_blocks is 0, it must be 1 to 100800 for a TRADE_SEALED order: invalid terms                                  |
        | no reveals                    | a sealed  | reveal 0                     | reveal_blocks is 0, it must be 1 to 100800 for a TRADE_SEALED order: invalid terms                                  |
        | a life shorter than bidding   | a sealed  | ttl 4                        | ttl_blocks is 4, with this commit, reveal and award it must be at least 5: invalid terms                            |
        | no time to choose by hand     | a sealed  | award by_hand, ttl 6         | ttl_blocks is 6, with this commit, reveal and award it must be at least 7: invalid terms                            |

    Scenario: a bond that could be gone before a dispute ends
      Given a bond unbonds in 20 blocks
      When alice places an open order
      Then it fails with: deadline and twice the window are 20 blocks, a bond unbonds in 20; make them shorter: invalid terms

  Rule: trade, award and method fit together

    Scenario Outline: <what>
      When alice places <kind> order with <term>
      Then it fails with: <error>

      Examples:
        | what                               | kind    | term                                               | error                                                                                                                                                                                    |
        | no provider                        | an open  | redundancy 0                                       | redundancy is 0, it must be 1 to 5: invalid terms                                                                                                                                        |
        | too many providers                 | an open  | redundancy 6                                       | redundancy is 6, it must be 1 to 5: invalid terms                                                                                                                                        |
        | no way to trade                    | an open  | trade unspecified                                  | trade is TRADE_UNSPECIFIED, it must be TRADE_SEALED or TRADE_OPEN: invalid terms                                                                                                         |
        | no method                          | an open  | method unspecified                                 | method is METHOD_UNSPECIFIED, it must be METHOD_OPTIMISTIC or METHOD_REPLICATED: invalid terms                                                                                           |
        | a choice on an open order          | an open  | award by_hand                                      | TRADE_OPEN takes the first acceptable bid; leave out award, it is AWARD_BY_HAND: invalid terms                                                                                           |
        | no award on a sealed order         | a sealed | award unspecified                                  | award is AWARD_UNSPECIFIED, a sealed order needs AWARD_LOWEST_PRICE, AWARD_SCORE or AWARD_BY_HAND: invalid terms                                                                         |
        | one replica                        | a sealed | method replicated                                  | redundancy is 1, METHOD_REPLICATED needs at least 2: invalid terms                                                                                                                       |
        | replicas that begin apart          | an open  | method replicated, redundancy 2                    | METHOD_REPLICATED with TRADE_OPEN and AWARD_UNSPECIFIED; its leases begin together, so it needs TRADE_SEALED and AWARD_LOWEST_PRICE or AWARD_SCORE: invalid terms                        |
        | replicas chosen one by one         | a sealed | method replicated, redundancy 2, award by_hand     | METHOD_REPLICATED with TRADE_SEALED and AWARD_BY_HAND; its leases begin together, so it needs TRADE_SEALED and AWARD_LOWEST_PRICE or AWARD_SCORE: invalid terms                          |

  Rule: what is required of a provider can be checked in bounded time

    Scenario Outline: <what>
      When alice places an open order with <term>
      Then it fails with: <error>

      Examples:
        | what                       | term                                                  | error                                                                                                              |
        | no value                   | attribute gpu                                         | attributes: attribute 1 has no '='; write key=value: invalid attribute: invalid terms                              |
        | attesters of nothing       | attester {carol}                                      | attesters vouch for attributes, and none is asked for; name one or leave out all_of and any_of: invalid terms      |
        | an attester twice          | attribute gpu=a, attester {carol}, attester {carol}   | all_of names {carol} twice: invalid terms                                                                          |
