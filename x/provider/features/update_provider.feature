Feature: MsgUpdateProvider replaces what a provider says of itself

  The message carries the whole profile. An attribute that keeps its value keeps its endorsements; one with a new value has none, also
  when the value is one that it had before. The bond and the reputation stay.

  Background:
    Given ada is a provider with attributes "gpu=h100,region=eu"

  Rule: the profile is replaced whole

    Scenario: attributes that are left out are gone
      When ada updates her attributes to "region=us"
      Then it succeeds
      And the events are: EventProviderUpdated
      And ada is found by "region=us"
      And ada is not found by "region=eu"
      And ada is not found by "gpu=h100"

    Scenario: a stranger has nothing to update
      When bob updates her attributes to "region=us"
      Then it fails with: {bob}; register it first: provider not found

    Scenario: a provider that is leaving
      Given ada deregisters
      When ada updates her attributes to "region=us"
      Then it fails with: {ada} is deregistering: provider takes no new work

  Rule: endorsements belong to a value and to the time since it was taken

    Scenario: the value stays
      Given carl endorses "region=eu" of ada
      And the height is 5
      When ada updates her attributes to "region=eu"
      Then it succeeds
      And ada matches "region=eu" endorsed by carl

    Scenario: the value changes
      Given carl endorses "region=eu" of ada
      And the height is 5
      When ada updates her attributes to "region=us"
      Then it succeeds
      And ada does not match "region=us" endorsed by carl: region=us of {ada} by {carl}: required attribute not endorsed

    Scenario: the value changes and changes back
      Given carl endorses "region=eu" of ada
      And the height is 5
      And ada updates her attributes to "region=us"
      When ada updates her attributes to "region=eu"
      Then it succeeds
      And ada does not match "region=eu" endorsed by carl: region=eu of {ada} by {carl}: required attribute not endorsed

  Rule: a maintenance window keeps bids away while it lasts

    Scenario: inside and outside
      When ada announces maintenance from 10 to 20
      Then it succeeds
      And ada can bid at 9
      And ada cannot bid at 10: {ada}, height 10, until 20: provider is in maintenance
      And ada cannot bid at 20: {ada}, height 20, until 20: provider is in maintenance
      And ada can bid at 21

    Scenario: backwards
      When ada announces maintenance from 20 to 10
      Then it fails with: from 20 to 10; give a first height of 1 or more and a last one no lower, or 0 and 0 for none: invalid maintenance window

    Scenario: negative
      When ada announces maintenance from -5 to 10
      Then it fails with: from -5 to 10; give a first height of 1 or more and a last one no lower, or 0 and 0 for none: invalid maintenance window
