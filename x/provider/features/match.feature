Feature: an order's requirements are matched against attributes and endorsements

  The market asks before a bid is taken. Every attribute asked for must be there with its value, endorsed by all of one list of attesters
  and, where a second list is given, by one of that. Without lists the provider's own word is enough.

  Background:
    Given ada is a provider with attributes "gpu=h100,region=eu"
    And carl endorses "region=eu" of ada
    And dora endorses "gpu=h100" of ada

  Scenario: its own word
    Then ada matches "gpu=h100,region=eu" on its own word

  Scenario: another value
    Then ada does not match "region=us" on its own word: {ada} does not say region=us: required attribute missing

  Scenario: all of
    Then ada matches "region=eu" endorsed by carl
    And ada does not match "gpu=h100,region=eu" endorsed by carl: gpu=h100 of {ada} by {carl}: required attribute not endorsed

  Scenario: any of
    Then ada matches "gpu=h100,region=eu" endorsed by one of carl, dora
    And ada does not match "gpu=h100" endorsed by one of carl, eve: gpu=h100 of {ada} by any of 2 attesters: required attribute not endorsed
