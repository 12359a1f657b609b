package org.provenote.kernel;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import java.nio.file.Path;
import java.util.List;

/** The adapter that IJava gets, on the library that IJava is built on. */
class BaseKernelTest extends KernelContract {
    @Override
    String mainClass() {
        return SmallJavaKernel.class.getName();
    }

    @Override
    List<Path> classPath() {
        return List.of(
                Path.of("target", "test-classes"),
                KernelSteps.jarOf(BaseKernel.class),
                KernelSteps.jarOf(org.zeromq.ZMQ.class),
                KernelSteps.jarOf(zmq.io.coder.IDecoder.class),
                KernelSteps.jarOf(com.google.gson.Gson.class),
                KernelSteps.jarOf(com.neilalexander.jnacl.NaCl.class),
                OUR_JAR);
    }
}
