Feature: Commitments close by themselves

  At the end of the last block for commitments a sealed order with bids takes reveals, and one without expires: nothing can come any more.

  Background:
    Given alice has "10000usure"
    And bob is a provider with a bond of 5000
    And bob has "100usure"
    And alice places a sealed order

  Rule: with a bid it takes reveals, without one it expires

    Scenario: a bid was placed
      Given bob commits to "400usure" on alice/1
      And blocks pass until height 4
      When the block ends
      Then it succeeds
      And the events are: EventOrderRevealing
      And order alice/1 is revealing, due at height 7

    Scenario: no bid was placed
      Given blocks pass until height 4
      When the block ends
      Then it succeeds
      And the events are: EventEscrowClosed, EventOrderExpired
      And order alice/1 is expired
      And alice holds "10000usure"

    Scenario: not before its time
      Given bob commits to "400usure" on alice/1
      And blocks pass until height 3
      When the block ends
      Then it succeeds
      And no event is emitted
      And order alice/1 is open

  Rule: a chain that is late costs bidders no time

    Scenario: two blocks late
      Given bob commits to "400usure" on alice/1
      And the height is 6
      When the block ends
      Then it succeeds
      And order alice/1 is revealing, due at height 9
