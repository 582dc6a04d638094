package dev.safelight.application.operation;

import org.junit.jupiter.api.Nested;

class MemoryOperationTest {

    @Nested
    class HowThingsStand extends OutlookContract {
        @Override
        protected OperationWorld world() {
            return MemoryOperation.world(clock, moves -> moves);
        }
    }

    @Nested
    class Finding extends SearchContract {
        @Override
        protected OperationWorld world() {
            return MemoryOperation.world(clock, moves -> moves);
        }
    }

    @Nested
    class OneImage extends StoryContract {
        @Override
        protected OperationWorld world() {
            return MemoryOperation.world(clock, moves -> moves);
        }
    }

    @Nested
    class Acting extends ActionsContract {
        @Override
        protected OperationWorld world() {
            return MemoryOperation.world(clock, moves -> moves);
        }
    }

    @Nested
    class Cancelling extends CancellingContract {
        @Override
        protected OperationWorld world() {
            return MemoryOperation.world(clock, moves -> moves);
        }
    }

    @Nested
    class WritingDown extends AuditContract {
        @Override
        protected OperationWorld world() {
            return MemoryOperation.world(clock, moves -> moves);
        }
    }

    @Nested
    class WhatIsInTrouble extends TroublesContract {
        @Override
        protected OperationWorld world() {
            return MemoryOperation.world(clock, moves -> moves);
        }
    }
}
