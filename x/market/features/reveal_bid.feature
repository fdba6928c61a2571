Feature: MsgRevealBid opens a sealed bid

  Anyone who knows the opening may send it, so that a bidder that is kept from the chain can have a friend send it. The opening counts
  only for the order and the bidder that it was made for.

  Background:
    Given alice has "10000usure"
    And bob is a provider with a bond of 5000
    And bob has "100usure"
    And carol is a provider with a bond of 5000
    And carol has "100usure"
    And alice places a sealed order
    And bob commits to "400usure" on alice/1

  Rule: the opening is what was committed to

    Scenario: by the bidder
      Given blocks pass until height 5
      When bob reveals "400usure" on alice/1
      Then it succeeds
      And the events are: EventBidRevealed
      And the bid of bob on alice/1 is revealed

    Scenario: by a third party
      Given blocks pass until height 5
      When dave reveals "400usure" for bob on alice/1
      Then it succeeds
      And the bid of bob on alice/1 is revealed

    Scenario: another price
      Given blocks pass until height 5
      When bob reveals "399usure" on alice/1
      Then it fails with an opening that does not match
      And the bid of bob on alice/1 is committed

    Scenario: another salt
      Given blocks pass until height 5
      When bob reveals "400usure" with the salt of carol on alice/1
      Then it fails with an opening that does not match

    Scenario: a commitment copied from another bidder cannot be opened
      Given carol copies the commitment of bob on alice/1
      And blocks pass until height 5
      And bob reveals "400usure" on alice/1
      When carol reveals "400usure" with the salt of bob on alice/1
      Then it fails with an opening that does not match
      And the bid of carol on alice/1 is committed

    Scenario: an opening made for another order
      Given alice places a sealed order with price 500usure
      And bob commits his bid on alice/1 to alice/2 as well
      And blocks pass until height 5
      When bob reveals "400usure" on alice/2
      Then it fails with an opening that does not match

  Rule: only an acceptable price can be revealed

    Scenario: above the highest price
      Given carol commits to "1001usure" on alice/1
      And blocks pass until height 5
      When carol reveals "1001usure" on alice/1
      Then it fails with: 1001usure, the order pays at most 1000usure: price above the order's highest

    Scenario: in another denomination
      Given carol commits to "5uatom" on alice/1
      And blocks pass until height 5
      When carol reveals "5uatom" on alice/1
      Then it fails with: the price is 5uatom, the order pays in usure: invalid bid

    Scenario: for nothing
      Given blocks pass until height 5
      When bob reveals "0usure" on alice/1
      Then it fails with: the price is 0usure, it must be at least 1 and fit 128 bits: invalid bid

  Rule: reveals are taken after commitments close and until their last height

    Scenario: too early
      When bob reveals "400usure" on alice/1
      Then it fails with: {alice}/1 is ORDER_STATE_OPEN, reveals are taken in ORDER_STATE_REVEALING: order is in another state

    Scenario: at the last height
      Given blocks pass until height 6
      When bob reveals "400usure" on alice/1
      Then it succeeds

    Scenario: one block late
      Given blocks pass until height 7
      When bob reveals "400usure" on alice/1
      Then it fails with: {alice}/1 took reveals until height 6, this is 7: too late

    Scenario: twice
      Given blocks pass until height 5
      And bob reveals "400usure" on alice/1
      When bob reveals "400usure" on alice/1
      Then it fails with: the bid of {bob} on {alice}/1 is revealed already: bid is in another state

    Scenario: a bid that is not there
      Given blocks pass until height 5
      When carol reveals "400usure" on alice/1
      Then it fails with: {alice}/1 has none of {carol}: bid not found
