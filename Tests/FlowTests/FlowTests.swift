// Tests of Flow: the three machines by themselves, and all of them together in a simulation.
