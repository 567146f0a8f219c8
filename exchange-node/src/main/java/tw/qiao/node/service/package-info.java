/** What a node offers: services generated from declared views of a register, and services of a system behind it. */
@NullMarked
package tw.qiao.node.service;

import org.jspecify.annotations.NullMarked;
