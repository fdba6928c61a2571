Feature: MsgCommitBid places a sealed bid

  A sealed bid is a commitment and a deposit that is the same for all, so that it says nothing of the price. A bidder must be a provider
  that could take the lease now. It bids once on an order and cannot change its bid.

  Background:
    Given alice has "10000usure"
    And bob is a provider with a bond of 900
    And bob has "100usure"
    And alice places a sealed order

  Rule: the deposit is held until the reveals close

    Scenario: a bid
      When bob commits to "400usure" on alice/1
      Then it succeeds
      And the events are: EventBidCommitted
      And the bid of bob on alice/1 is committed
      And bob holds "93usure"
      And the holding account of alice/1 has "17usure"

    Scenario: no deposit is asked for
      Given governance sets bid_deposit to 0usure
      When bob commits to "400usure" on alice/1
      Then it succeeds
      And bob holds "100usure"

    Scenario: without the deposit there is no bid
      Given carol is a provider with a bond of 900
      When carol commits to "400usure" on alice/1
      Then it fails with: spendable balance 0usure is smaller than 7usure: insufficient funds
      And there is no bid of carol on alice/1

  Rule: commitments are taken until their last height and not after

    Scenario: at the last height
      Given blocks pass until height 4
      When bob commits to "400usure" on alice/1
      Then it succeeds

    Scenario: one block late
      Given carol is a provider with a bond of 900
      And carol has "100usure"
      And carol commits to "500usure" on alice/1
      And blocks pass until height 5
      When bob commits to "400usure" on alice/1
      Then it fails with: {alice}/1 is ORDER_STATE_REVEALING, sealed bids are taken in ORDER_STATE_OPEN: order is in another state

    Scenario: late, and the chain has not got round to closing commitments
      Given the height is 5
      When bob commits to "400usure" on alice/1
      Then it fails with: {alice}/1 took sealed bids until height 4, this is 5: too late

  Rule: only who could take the lease may bid

    Scenario: nobody's provider
      Given dave has "100usure"
      When dave commits to "400usure" on alice/1
      Then it fails with: {dave}; register it first: provider not found

    Scenario: a bid above the free bond
      Given bob's free bond drops to 899
      When bob commits to "400usure" on alice/1
      Then it fails with: 899 is free, 900 is needed; bond more or wait for a lease to end: not enough free bond

    Scenario: a required attribute is missing
      Given alice places a sealed order with attribute gpu=h100
      When bob commits to "400usure" on alice/2
      Then it fails with: {bob} does not say gpu=h100: required attribute missing

    Scenario: a required attribute is there and nobody vouches for it
      Given carol is a provider with a bond of 900 and attributes "gpu=h100"
      And carol has "100usure"
      And alice places a sealed order with attribute gpu=h100, attester {dave}
      When carol commits to "400usure" on alice/2
      Then it fails with: gpu=h100 of {carol} by {dave}: required attribute not endorsed

  Rule: one bid per bidder, and a bounded number per order

    Scenario: a second bid
      Given bob commits to "400usure" on alice/1
      When bob commits to "300usure" on alice/1
      Then it fails with: {alice}/1 has one of {bob}; a sealed bid cannot be changed: bid exists

    Scenario: one too many
      Given 4 other providers commit on alice/1
      When bob commits to "400usure" on alice/1
      Then it fails with: {alice}/1 has 4, no more are taken: too many bids

  Rule: it is a sealed order and a commitment

    Scenario: an open order
      Given alice places an open order
      When bob commits to "400usure" on alice/2
      Then it fails with: {alice}/2 takes open bids; place one at once: order is traded another way

    Scenario: a text that is no hash
      When bob commits to text "400usure" on alice/1
      Then it fails with: commitment "400usure" is not 64 lower-case hex digits: invalid bid
