package dev.safelight.application.inspect;

import dev.safelight.application.testing.Availability;

class ScriptedInspectorTest extends PhotoInspectorContract {

    @Override
    protected PhotoInspector inspector() {
        return new ScriptedInspector(new Availability("the decoder"));
    }

    @Override
    protected byte[] photo(int which) {
        return ScriptedInspector.photo("seed=" + which);
    }

    @Override
    protected byte[] damaged() {
        return ScriptedInspector.photo("defect=TRUNCATED");
    }
}
