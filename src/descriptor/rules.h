// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "base/rule.h"

/// What a VNFD or an NSD may break. An error is what OSM refuses, or what it takes and cannot carry out; the proof is
/// in the comment: "NBI" is what the NBI answers to the descriptor, "NS create" what it answers to the NS, "LCM" what
/// happens when the NS is instantiated, configured or scaled. Python's cryptic answers are quoted so that they can be
/// found from here. A warning is what works differently from what is written, or only in OSM.
namespace edgepool::descriptor::rules
{

constexpr Severity warning = Severity::warning;
constexpr Severity note = Severity::note;

// ---- The information model (rules of the schema reader) ----

/// NBI 422 "key that did not exist", "Invalid attribute specified", "List specified that did not exist".
inline constexpr Rule unknown_key{"model.unknown-key", "unknown key"};
/// The NBI drops keys that hold nothing, and the states that it adds to a descriptor itself.
inline constexpr Rule ignored_key{"model.ignored-key", "key without effect", warning};
/// The NBI's reader takes '_' and '.' for '-'; whatever uses the value later does not.
inline constexpr Rule misspelt_key{"model.misspelt-key", "key that only the NBI's reader understands", warning};
inline constexpr Rule prefixed_key{"model.prefixed-key", "module prefix on a key", warning};
/// NBI 422: an object, a list and a value are not taken for each other.
inline constexpr Rule wrong_shape{"model.wrong-shape", "wrong kind of value"};
/// NBI 422 "must be of a type compatible with".
inline constexpr Rule wrong_type{"model.wrong-type", "wrong type"};
inline constexpr Rule out_of_range{"model.out-of-range", "number out of range"};
inline constexpr Rule unknown_word{"model.unknown-word", "unknown word"};
/// NBI 422 "'id'".
inline constexpr Rule no_key{"model.no-key", "entry without its key"};
/// NBI 422 "identifier id 'x' is not unique"; in a VNFD of any other key 422 "list index out of range".
inline constexpr Rule duplicate_entry{"model.duplicate-entry", "entry given twice"};
/// In an NSD, lists whose key is neither 'id' nor 'name': the NBI merges the two entries, or keeps both.
inline constexpr Rule repeated_entry{"model.repeated-entry", "entry with the key of another", warning};
/// The NBI takes it and stores something else.
inline constexpr Rule changed_value{"model.changed-value", "value that becomes another", warning};
inline constexpr Rule missing_key{"model.missing-key", "key missing that SOL006 wants", warning};
inline constexpr Rule two_cases{"model.two-cases", "two of which only one may be given", warning};
inline constexpr Rule too_many_entries{"model.too-many-entries", "too many entries", warning};
inline constexpr Rule unresolved_reference{"model.unresolved-reference", "name that leads nowhere", warning};
/// NBI 400 "'vnfd' must be dict", "'nsd' must be a list of only one element".
inline constexpr Rule wrong_root{"model.wrong-root", "wrong top of the descriptor"};
/// The NBI takes a descriptor without its envelope; clients do not.
inline constexpr Rule odd_root{"model.odd-root", "unusual top of the descriptor", warning};
/// NBI 422 "Unsupported descriptor format".
inline constexpr Rule old_format{"model.old-format", "descriptor of before OSM release NINE"};

// ---- VNFD ----

/// NBI 400 "'id'". Without primitives the NBI takes it, but no NSD can name it.
inline constexpr Rule vnfd_no_id{"vnfd.no-id", "VNFD without an id"};
/// NBI 400 "'df'"; empty: NS create 400 "list index out of range".
inline constexpr Rule vnfd_no_df{"vnfd.no-df", "VNFD without a deployment flavour"};
/// NBI 422 "'mgmt-cp' is a mandatory field and it is not defined".
inline constexpr Rule no_management_point{"vnfd.no-management-point", "VNFD with VDUs, but no management point"};
/// NBI 422 "mgmt-cp='x' must match an existing ext-cpd".
inline constexpr Rule unknown_management_point{"vnfd.unknown-management-point", "management point that does not exist"};
/// NS create marks as management interfaces those of the mgmt-cp's int-cpd; without one the VNF never has an address.
inline constexpr Rule unreachable_management{"vnfd.unreachable-management", "management point of no VDU", warning};
/// NBI 422 "ext-cpd[id='x']:int-cpd must match an existing vdu int-cpd".
inline constexpr Rule unknown_internal_cpd{"vnfd.unknown-internal-cpd",
                                           "internal connection point that does not exist"};
/// NBI 422 "int-virtual-link-desc='x' must match an existing int-virtual-link-desc", "virtual-link-profile='x' must …".
inline constexpr Rule unknown_internal_link{"vnfd.unknown-internal-link", "internal virtual link that does not exist"};
/// NBI 422 "vdu[virtual-compute-desc='x']not defined in vnfd".
inline constexpr Rule unknown_compute{"vnfd.unknown-compute", "virtual-compute-desc that does not exist"};
/// NBI 422 "vdu[virtual-storage-desc='x']not defined in vnfd".
inline constexpr Rule unknown_storage{"vnfd.unknown-storage", "virtual-storage-desc that does not exist"};
/// NBI 400 "'NoneType' object is not iterable".
inline constexpr Rule no_storage{"vnfd.no-storage", "VDU without a list of storage"};
/// NS create 400 "list index out of range".
inline constexpr Rule empty_storage{"vnfd.empty-storage", "VDU with an empty list of storage"};
/// NS create 400 "'NoneType' object has no attribute 'get'".
inline constexpr Rule unknown_image{"vnfd.unknown-image", "image that does not exist"};
/// Only 'image' and 'checksum' reach the VIM; 'name' is not used.
inline constexpr Rule no_image{"vnfd.no-image", "sw-image-desc without the image's name", warning};
/// NS create 400 "'name'".
inline constexpr Rule vdu_without_name{"vnfd.vdu-without-name", "VDU without a name"};
/// NS create drops interfaces that lead nowhere, and makes none for an int-cpd that describes none.
inline constexpr Rule unconnected_interface{"vnfd.unconnected-interface", "interface that the machine will not have",
                                            warning};
inline constexpr Rule interface_position{"vnfd.interface-position", "order of interfaces left to chance", warning};
inline constexpr Rule interface_name{"vnfd.interface-name", "interfaces of one VDU with the same name", warning};
/// Networks are called by the first 16 characters of the link's name.
inline constexpr Rule link_names_clash{"vnfd.link-names-clash", "links with the same first 16 characters", warning};
/// The model's default 'true' is not applied: without the key there is no DHCP.
inline constexpr Rule dhcp_off{"vnfd.dhcp-off", "subnet without DHCP", warning};

/// NS create counts the VDU's instances as 1, and the profile's limits are not applied.
inline constexpr Rule profile_without_vdu{"vnfd.profile-without-vdu", "vdu-profile of a VDU that does not exist",
                                          warning};
inline constexpr Rule level_without_vdu{"vnfd.level-without-vdu", "vdu-level of a VDU that does not exist", warning};
/// NS create 400 "'NoneType' object cannot be interpreted as an integer".
inline constexpr Rule level_without_number{"vnfd.level-without-number", "vdu-level without a number of instances"};
/// LCM: "'NoneType' object has no attribute 'get'" when it counts the instances of a VDU with a configuration.
inline constexpr Rule configured_vdu_without_level{"vnfd.configured-vdu-without-level",
                                                   "VDU with a configuration, but no vdu-level"};
inline constexpr Rule count_out_of_bounds{"vnfd.count-out-of-bounds", "number of instances outside its bounds",
                                          warning};
/// NS create 400 "'ag-id'".
inline constexpr Rule unknown_affinity_group{"vnfd.unknown-affinity-group", "affinity group that does not exist"};

/// NBI 422 "Duplicated monitoring-parameter id in …".
inline constexpr Rule duplicate_metric{"vnfd.duplicate-metric", "monitoring parameter given twice"};
/// NBI 422 "vnf-monitoring-param-ref='x' not defined in any monitoring-param".
inline constexpr Rule unknown_metric{"vnfd.unknown-metric", "monitoring parameter that does not exist"};

/// NBI 400 "'NoneType' object has no attribute 'get'".
inline constexpr Rule no_deltas{"vnfd.no-deltas", "scaling aspect that says not what to scale"};
/// NBI 422 "vdu-id='x' not defined in vdu": it looks into the vdu-levels.
inline constexpr Rule delta_of_unknown_vdu{"vnfd.delta-of-unknown-vdu", "scaling of a VDU that has no vdu-level"};
/// LCM: "'NoneType' object has no attribute 'get'"; it looks into the first level of the first flavour only.
inline constexpr Rule scaled_vdu_without_level{"vnfd.scaled-vdu-without-level",
                                               "scaling of a VDU that the first level does not count"};
/// LCM: "'vdu-profile'" when scaling.
inline constexpr Rule scaled_without_profiles{"vnfd.scaled-without-profiles", "scaling without any vdu-profile"};
/// LCM: "'NoneType' object is not subscriptable" when scaling.
inline constexpr Rule delta_of_unknown_kdu{"vnfd.delta-of-unknown-kdu",
                                           "scaling of a kdu-resource-profile that does not exist"};
/// The NBI finds an aspect by its id, the LCM by its name: if they differ, one of the two refuses every request.
inline constexpr Rule scaling_name{"vnfd.scaling-name", "scaling aspect whose name is not its id"};
/// One counter for all deltas and VDUs of an aspect: limits go wrong.
inline constexpr Rule scaling_shared{"vnfd.scaling-shared", "scaling aspect for more than one VDU", warning};
inline constexpr Rule scaling_bounds{"vnfd.scaling-bounds", "scaling that can never happen", warning};
/// LCM makes a new VDU's execution environment in the branch that renders its cloud-init.
inline constexpr Rule scaling_without_cloud_init{"vnfd.scaling-without-cloud-init",
                                                 "scaled VDU with a charm, but without cloud-init", warning};
/// NBI 422 "'day1-2 configuration' not defined in the descriptor but it is referenced by …".
inline constexpr Rule scaling_action_without_configuration{"vnfd.scaling-action-without-configuration",
                                                           "scaling action of a VNF without primitives"};
/// NBI 422 "vnf-config-primitive-name-ref='x' does not match any …": it wants the primitive in each day1-2 entry.
inline constexpr Rule unknown_scaling_primitive{"vnfd.unknown-scaling-primitive",
                                                "scaling action whose primitive is not in every configuration"};
/// NBI 422 "healing-policy[name='x']: vdu-id='x' not defined in vdu", or 400 "'event-name'".
inline constexpr Rule healing_of_unknown_vdu{"vnfd.healing-of-unknown-vdu", "healing of a VDU that has no vdu-level"};

/// NBI 400 "'day1-2'", "argument of type 'NoneType' is not iterable".
inline constexpr Rule no_configuration{"vnfd.no-configuration", "operate-vnf-op-config without day1-2"};
/// LCM looks for the configurations of the VNF, of its VDUs and KDUs by id; others are never run.
inline constexpr Rule configuration_of_nothing{"vnfd.configuration-of-nothing",
                                               "configuration of neither VNF, VDU nor KDU"};
/// LCM runs the primitives of the environment that they name; others are never run.
inline constexpr Rule unknown_environment{"vnfd.unknown-execution-environment",
                                          "execution environment that does not exist"};
/// NS create 400 "'value'".
inline constexpr Rule parameter_without_value{"vnfd.parameter-without-value",
                                              "initial primitive's parameter without a value"};
/// LCM waits an hour for the address of a charmed VDU's management interface.
inline constexpr Rule unreachable_charm{"vnfd.unreachable-charm", "charm that waits for an address that never comes",
                                        warning};
/// NBI 422 "helm-chart 'x' is not valid".
inline constexpr Rule bad_helm_chart{"vnfd.bad-helm-chart", "helm chart that is neither a name nor a URL"};

// ---- NSD ----

/// NBI 422 "'id'".
inline constexpr Rule nsd_no_id{"nsd.no-id", "NSD without an id"};
/// NS create 400 "'name'", unless a name was given with the upload (?name=…).
inline constexpr Rule nsd_no_name{"nsd.no-name", "NSD without a name", warning};
/// NBI 422 "list index out of range".
inline constexpr Rule nsd_no_df{"nsd.no-df", "NSD with an empty list of flavours"};
/// NBI 422 "vnfd-id='x' does not match any vnfd-id".
inline constexpr Rule nsd_unknown_vnfd{"nsd.unknown-vnfd", "VNF of a VNFD that the NSD does not list"};
/// NBI 400 "'vnfd-id'".
inline constexpr Rule profile_without_vnfd{"nsd.profile-without-vnfd", "VNF without a VNFD"};
/// NBI 409 "vnfd with id 'x' already exists for this project".
inline constexpr Rule same_id{"vnfd.same-id", "two VNFDs with the same id", warning};
/// NBI 409 "'vnfd-id'='x' references a non existing vnfd", unless it was onboarded before.
inline constexpr Rule vnfd_not_given{"nsd.vnfd-not-given", "NSD judged without its VNFD", note};
/// NS create 400, the bare name.
inline constexpr Rule nsd_unknown_link{"nsd.unknown-link", "virtual link that does not exist"};
/// NS create fills images and flavours while it goes through the links: 400 "'NoneType' object is not subscriptable".
inline constexpr Rule nsd_no_links{"nsd.no-links", "NSD with machines, but without a virtual link"};
/// NBI 422 "You cannot set a virtual-link-protocol-data when mgmt-network is True".
inline constexpr Rule management_link_profile{"nsd.management-link-profile",
                                              "management network with a profile of its own"};
/// NS create 400 "'int' object is not subscriptable": profiles keep the type that they are written in.
inline constexpr Rule member_index_not_text{"nsd.member-index-not-text", "VNF profile whose id is a number"};
/// NBI and LCM use it as a label only; readers of SOL006 take it for the profile's id.
inline constexpr Rule base_element_id{"nsd.base-element-id", "element id that is not the VNF profile's", warning};
/// NBI 422 "constituent-cpd-id='x' references a non existing ext-cpd:id inside vnfd".
inline constexpr Rule unknown_cpd{"nsd.unknown-cpd", "connection point that the VNFD does not have"};
inline constexpr Rule unconnected_cpd{"nsd.unconnected-cpd", "connection point that no link is connected to", warning};
/// NBI 422, five texts "Error at vnffgd …".
inline constexpr Rule forwarding_graph{"nsd.forwarding-graph", "forwarding graph that contradicts itself"};
inline constexpr Rule nsd_unknown_environment{"nsd.unknown-execution-environment",
                                              "execution environment that does not exist"};
/// NS create 400 "'value'".
inline constexpr Rule nsd_parameter_without_value{"nsd.parameter-without-value",
                                                  "initial primitive's parameter without a value"};
inline constexpr Rule nsd_link_names_clash{"nsd.link-names-clash", "links with the same first 16 characters", warning};
inline constexpr Rule nsd_dhcp_off{"nsd.dhcp-off", "subnet without DHCP", warning};

/// All rules of this layer: the above, in that order, and those of packages and instantiation parameters.
std::span<const Rule> all();
/// The rule of that code; nullptr if there is none.
const Rule* find(std::string_view code);

} // namespace edgepool::descriptor::rules
