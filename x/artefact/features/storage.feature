Feature: a sponsor pays a holder to keep an artefact, who shows random parts of it

  MsgOfferStorage, MsgPledgeStorage, MsgProvePossession, MsgWithdrawOffer, and the end of blocks. Each challenge names one chunk of 1024
  bytes by the hash of a block that nobody knew before; its bao slice opens the artefact's BLAKE3. A miss or a wrong answer costs a tenth of
  the bond: two thirds of that go to the sponsor, a third, rounded up, to the fee collector.

  Background:
    Given ada registers DATASET "ada/images"
    And sam has "1000usure"
    And holly has "5000usure"

  Rule: who proves is paid

    Scenario: a whole deal
      When sam offers "1000usure" against a bond of "5000usure" for 3 proofs of "ada/images", one in 600 blocks
      Then the events are: EventDealOffered
      And sam holds "0usure"
      When holly pledges
      Then the events are: EventDealPledged
      And holly holds "0usure"
      When the block at height 600 ends
      Then no event is emitted
      When the block at height 601 ends
      Then the block's events are: EventPossessionChallenged
      When holly proves possession
      Then the events are: EventPossessionProven
      And holly holds "333usure"
      When the block at height 1201 ends
      And holly proves possession
      And the block at height 1801 ends
      And holly proves possession
      Then the events are: EventPossessionProven, EventDealEnded
      And the deal is ENDED with 3 proven and 0 missed
      And holly holds "5999usure"
      And sam holds "1usure"

  Rule: who does not loses bond

    Background:
      Given sam offers "1000usure" against a bond of "5000usure" for 3 proofs of "ada/images", one in 600 blocks
      And holly pledges
      And the block at height 601 ends

    Scenario: silence
      When the block at height 901 ends
      Then the block's events are: EventPossessionMissed
      And sam holds "334usure"
      And the fee collector holds "177usure"
      And the deal is HELD with 0 proven and 1 missed

    Scenario: a wrong answer
      When holly answers wrongly
      Then it succeeds
      And the events are: EventPossessionMissed
      And sam holds "334usure"
      When holly proves possession
      Then it fails with: {sam}/1 is not challenged; the next challenge is at height 1201: deal is in another state

    Scenario: too often
      Given governance sets max_misses to 2
      And holly answers wrongly
      And the block at height 1201 ends
      When the block at height 1501 ends
      Then the block's events are: EventPossessionMissed, EventDealEnded
      And the deal is ENDED with 0 proven and 2 missed
      And sam holds "1668usure"
      And holly holds "3998usure"

    Scenario: somebody else answers
      When bob proves possession
      Then it fails with: {sam}/1 is held by {holly}: not a party of the deal

    Scenario: too late
      Given the block at height 901 ends
      When holly proves possession
      Then it fails with: {sam}/1 is not challenged; the next challenge is at height 1501: deal is in another state

    Scenario: a poisoned deal holds up nobody
      Given the coins of the deal's bond are lost
      When the block at height 901 ends
      Then the block's events are: EventItemDeferred

  Rule: an offer without a holder goes back

    Background:
      Given sam offers "1000usure" against a bond of "5000usure" for 3 proofs of "ada/images", one in 600 blocks

    Scenario: withdrawn
      When bob withdraws the offer
      Then it fails with: {sam}/1 was offered by {sam}: not a party of the deal
      When sam withdraws the offer
      Then the events are: EventDealEnded
      And sam holds "1000usure"
      When holly pledges
      Then it fails with: {sam}/1 is DEAL_STATE_ENDED, it must be DEAL_STATE_OFFERED: deal is in another state

    Scenario: nobody came
      When the block at height 604801 ends
      Then the block's events are: EventDealEnded
      And sam holds "1000usure"

    Scenario: not when it is held
      Given holly pledges
      When sam withdraws the offer
      Then it fails with: {sam}/1 is DEAL_STATE_HELD; only an offer without a holder can be withdrawn: deal is in another state

  Rule: an offer is well formed

    Scenario Outline: it is not
      When sam offers "<reward>" against a bond of "<bond>" for <proofs> proofs of "ada/images", one in <blocks> blocks
      Then it fails with: <error>: invalid deal

      Examples:
        | reward    | bond      | proofs | blocks | error                                          |
        | 0usure    | 5000usure | 3      | 600    | the reward 0usure is no positive amount        |
        | 1000usure | 0usure    | 3      | 600    | the bond 0usure is no positive amount          |
        | 1000usure | 5000usure | 0      | 600    | 0 periods, it must be 1 to 10000               |
        | 1000usure | 5000usure | 3      | 599    | a period of 599 blocks, it must have 600 to 100000000 |
