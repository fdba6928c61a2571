Feature: MsgEndorseAttribute vouches for an attribute as it is now

  Anybody may vouch, except the provider itself. What a word is worth is for orders to say: they name the attesters they trust. Endorsing
  again renews the word.

  Background:
    Given ada is a provider with attributes "gpu=h100,region=eu"

  Scenario: an endorsement
    When carl endorses "region=eu" of ada
    Then it succeeds
    And the events are: EventAttributeEndorsed
    And ada matches "region=eu" endorsed by carl
    And 1 endorsement of ada counts

  Scenario: one's own word
    When ada endorses "region=eu" of ada
    Then it fails with: {ada}: a provider cannot endorse itself

  Scenario: a value that the provider does not claim
    When carl endorses "region=us" of ada
    Then it fails with: {ada} does not say region=us; look it up and endorse what it says: attribute does not have that value

  Scenario: an attribute that the provider does not have
    When carl endorses "tier=1" of ada
    Then it fails with: {ada} does not say tier=1; look it up and endorse what it says: attribute does not have that value

  Scenario: of nobody
    When carl endorses "region=eu" of bob
    Then it fails with: {bob}; register it first: provider not found

  Scenario: a word for one attribute is none for another
    Given carl endorses "region=eu" of ada
    Then ada does not match "gpu=h100" endorsed by carl: gpu=h100 of {ada} by {carl}: required attribute not endorsed

  Scenario: renewed after a change and a change back
    Given carl endorses "region=eu" of ada
    And the height is 5
    And ada updates her attributes to "region=us"
    And ada updates her attributes to "region=eu"
    When carl endorses "region=eu" of ada
    Then it succeeds
    And ada matches "region=eu" endorsed by carl

  Scenario: words for a provider that left do not count for its next life
    Given carl endorses "region=eu" of ada
    And ada deregisters
    And the block at height 403201 ends
    And the height is 403202
    And ada is a provider with attributes "region=eu"
    Then ada does not match "region=eu" endorsed by carl: region=eu of {ada} by {carl}: required attribute not endorsed
    And 0 endorsements of ada count
