package org.provenote.provenance.environment;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.TreeMap;

/** Memory and garbage collection of this JVM, named as MLflow names its system metrics. */
public final class JvmFigures {
    private static final double MEGABYTE = 1e6;

    private JvmFigures() {}

    /**
     * The figures of now, by metric key. {@code system/system_memory_usage_*} are MLflow's own and speak of the machine;
     * the {@code system/jvm_*} have no counterpart in MLflow. GC figures count from the JVM's start.
     */
    public static Map<String, Double> now() {
        Map<String, Double> figures = new TreeMap<>();
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        figures.put("system/jvm_heap_used_megabytes", heap.getUsed() / MEGABYTE);
        figures.put("system/jvm_heap_committed_megabytes", heap.getCommitted() / MEGABYTE);
        if (heap.getMax() >= 0) {
            figures.put("system/jvm_heap_max_megabytes", heap.getMax() / MEGABYTE);
        }
        addCollections(figures);
        addMachine(figures);
        return figures;
    }

    private static void addCollections(Map<String, Double> figures) {
        double count = 0;
        double seconds = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            count += Math.max(0, collector.getCollectionCount());
            seconds += Math.max(0, collector.getCollectionTime()) / 1000.0;
        }
        figures.put("system/jvm_gc_count", count);
        figures.put("system/jvm_gc_seconds", seconds);
    }

    private static void addMachine(Map<String, Double> figures) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean machine) {
            double total = machine.getTotalMemorySize();
            double used = total - machine.getFreeMemorySize();
            figures.put("system/system_memory_usage_megabytes", used / MEGABYTE);
            figures.put("system/system_memory_usage_percentage", total > 0 ? 100 * used / total : 0);
        }
    }
}
