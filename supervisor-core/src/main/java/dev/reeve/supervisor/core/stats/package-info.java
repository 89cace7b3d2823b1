/// What services use: looks at process trees, samples made of two looks, and who gets them.
package dev.reeve.supervisor.core.stats;
