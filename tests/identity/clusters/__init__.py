"""Tests of identity.clusters."""
