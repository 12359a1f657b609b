package org.provenote.magics;

import org.provenote.tracking.MlflowContext;
import picocli.CommandLine.Command;

@Command(name = "ui", description = "Say where the web page of this notebook's experiment is.")
final class UiMagic implements Runnable {
    private final SessionState session;

    UiMagic(SessionState session) {
        this.session = session;
    }

    @Override
    public void run() {
        MlflowContext tracking = session.tracking();
        String store = tracking.getClient().store().trackingUri();
        String page = "/#/experiments/" + tracking.getExperimentId();
        if (store.startsWith("http")) {
            session.say(store + page);
        } else if (!store.startsWith("sqlite:")) {
            session.say("Experiment " + tracking.getExperimentId() + " in " + store);
        } else {
            session.say("In JupyterLab: the arrow beside the experiment's name in the sidebar Experiment runs.");
            session.say("Without it: http://127.0.0.1:5000" + page + " while this runs in a terminal:");
            session.say("provenote server --backend-store-uri '" + store + "'");
        }
    }
}
