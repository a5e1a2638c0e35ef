package dev.freehold.run;

/// A place that would take a deployment.
///
/// @param place `this-machine`, `aws/us-east-1`
public record Offer(String provider, String place) {}
