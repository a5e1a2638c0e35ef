package dev.freehold.model;

/// A host name's second answer: so many of its visitors get the candidate, the others what the name
/// points to. The candidate's id is also the canary's: a deployment is tried once.
public record Canary(DeploymentId candidate, Share share) {}
