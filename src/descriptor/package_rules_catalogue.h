// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "base/rule.h"

/// What may be wrong with a package's files and with instantiation parameters. An error is what OSM refuses, or what it
/// takes and cannot carry out; the comment says where it shows: "NBI" on onboarding, "NS create" when an NS is made of
/// it, "LCM" when the NS is instantiated, configured or scaled, "Juju" when the charm is deployed or an action runs,
/// "cloud-init" in the machine. A warning is what works differently from what is written.
namespace edgepool::descriptor::rules
{

// ---- The files of a package ----

/// osmclient's package-build looks for *nfd.yaml and *nsd.yaml.
inline constexpr Rule descriptor_name{"package.descriptor-name", "unusual name of a descriptor", Severity::warning};
/// NBI 400 "Cloud-init defined in vnf[id=x]:vdu[id=y] but not present in package"; LCM looks in one folder only.
inline constexpr Rule missing_cloud_init{"package.missing-cloud-init", "cloud-init file that is not in the package"};
/// NBI 400 "Charm defined in vnf[id=x] but not present in package", if there is no charm at all; else LCM.
inline constexpr Rule missing_charm{"package.missing-charm", "charm that is not in the package"};
/// LCM hands the folder to helm.
inline constexpr Rule missing_helm_chart{"package.missing-helm-chart", "helm chart that is not in the package"};
/// OSM runs no scripts; readers of SOL006 do.
inline constexpr Rule missing_script{"package.missing-script", "script that is not in the package", Severity::warning};
inline constexpr Rule unused_file{"package.unused-file", "file that nothing names", Severity::warning};
/// NBI ignores checksums.txt; osmclient and others do not.
inline constexpr Rule stale_checksums{"package.stale-checksums", "checksums.txt does not fit the files",
                                      Severity::warning};

// ---- cloud-init ----

/// LCM hands it on; RO takes a text that it does not know for a shell script.
inline constexpr Rule first_line{"cloud-init.first-line", "text that is nothing to cloud-init"};
/// LCM "Error parsing Jinja2 to cloud-init content".
inline constexpr Rule template_fault{"cloud-init.template", "template that cannot be filled in"};
inline constexpr Rule unknown_filter{"cloud-init.unknown-filter", "unknown filter in a template"};
/// LCM fills templates in with autoescape on: & < > ' and " in values become HTML.
inline constexpr Rule escaped_value{"cloud-init.escaped-value", "value that may be filled in changed",
                                    Severity::warning};
inline constexpr Rule unfilled_value{"cloud-init.unfilled-value", "variable that nobody fills in", Severity::warning};
/// cloud-init ignores them, or newer versions know them.
inline constexpr Rule unknown_cloud_key{"cloud-init.unknown-key", "unknown key", Severity::warning};
/// cloud-init: the module fails, and the machine boots without what it was to do.
inline constexpr Rule wrong_cloud_type{"cloud-init.wrong-type", "wrong type"};
inline constexpr Rule missing_cloud_key{"cloud-init.missing-key", "missing key"};
inline constexpr Rule unknown_cloud_word{"cloud-init.unknown-word", "unknown word"};
inline constexpr Rule permissions{"cloud-init.permissions", "permissions that are no octal text", Severity::warning};
/// Nova 400 "User data too large".
inline constexpr Rule cloud_init_too_large{"cloud-init.too-large", "more than a cloud takes"};

// ---- Charms ----

inline constexpr Rule charm_not_built{"charm.not-built", "source of a charm, not a charm"};
/// Juju deploys nothing without metadata.yaml that has name, summary and description.
inline constexpr Rule charm_metadata{"charm.metadata", "charm without proper metadata"};
inline constexpr Rule charm_name{"charm.name", "charm with another name than its folder", Severity::warning};
inline constexpr Rule charm_hooks{"charm.hooks", "charm without a program to start", Severity::warning};
/// Juju: the hook fails, and the NS with it.
inline constexpr Rule charm_not_executable{"charm.not-executable", "charm's program that cannot be run"};
/// Juju "action "x" not defined on unit".
inline constexpr Rule unknown_action{"charm.unknown-action", "primitive that the charm does not have"};
/// Juju validates an action's parameters by the JSON Schema of actions.yaml.
inline constexpr Rule missing_action_parameter{"charm.missing-parameter", "parameter that the charm wants"};
inline constexpr Rule unknown_action_parameter{"charm.unknown-parameter", "parameter that the charm does not know",
                                               Severity::warning};
/// Juju, if the action says "additionalProperties: false".
inline constexpr Rule refused_action_parameter{"charm.refused-parameter", "parameter that the charm refuses"};
inline constexpr Rule action_parameter_type{"charm.parameter-type", "parameter of another type than the charm's"};
/// Juju "unknown option "x"", on deployment.
/// Juju, which takes what describes the parameters for a JSON Schema.
inline constexpr Rule unknown_action_type{"charm.unknown-type", "type that JSON Schema does not have"};
inline constexpr Rule unknown_option{"charm.unknown-option", "option that the charm does not have"};
inline constexpr Rule unknown_charm_metric{"charm.unknown-metric", "metric that the charm does not have",
                                           Severity::warning};
/// LCM "Cannot determine the username neither with 'initial-config-primitive' nor with …".
inline constexpr Rule charm_without_user{"charm.no-user", "native charm without a user name"};

// ---- Instantiation parameters ----

/// NBI 422 "Additional properties are not allowed".
inline constexpr Rule unknown_parameter_key{"instantiation.unknown-key", "unknown key"};
/// NBI 422 "'x' is a required property", "does not have enough properties".
inline constexpr Rule missing_parameter_key{"instantiation.missing-key", "missing key"};
/// NBI 422 "is not of type".
inline constexpr Rule wrong_parameter_type{"instantiation.wrong-type", "wrong type"};
/// NBI 422 "does not match", "is too long", "is not one of".
inline constexpr Rule bad_value{"instantiation.bad-value", "value that OSM refuses"};
/// NBI 400 "Invalid param name".
inline constexpr Rule bad_parameter_name{"instantiation.bad-parameter-name", "name that no parameter may have"};
/// NBI takes the first one.
inline constexpr Rule repeated_parameters{"instantiation.repeated", "given twice"};
/// NBI 400 "vim-flavor-name and vim-flavor-id are mutually exclusive".
inline constexpr Rule exclusive_parameters{"instantiation.exclusive", "two of which only one may be given"};

/// NBI 400 "member_vnf_index='x' is not one of the nsd:constituent-vnfd"; of additionalParamsForVnf: ignored.
inline constexpr Rule unknown_member{"instantiation.unknown-member", "member that the NS does not have"};
/// NBI 400 "Invalid parameter vld:name='x' is not present at nsd:vld".
inline constexpr Rule unknown_parameter_link{"instantiation.unknown-link", "virtual link that does not exist"};
/// NBI 400 "vdu[id='x'] is not present at vnfd:vdu".
inline constexpr Rule unknown_parameter_vdu{"instantiation.unknown-vdu", "VDU or KDU that the VNF does not have"};
/// NBI 400 "int-cpd[id='x'] is not present at vnfd:vdu:int-cpd"; LCM "vnfd-connection-point-ref=x is not present".
inline constexpr Rule unknown_parameter_point{"instantiation.unknown-connection-point",
                                              "interface or connection point that does not exist"};
/// LCM gives the address to an interface of another network.
inline constexpr Rule not_connected{"instantiation.not-connected", "connection point of another virtual link"};
inline constexpr Rule unknown_parameter_volume{"instantiation.unknown-volume", "storage that the VDU does not have"};

/// VIM: the port or the subnet cannot be made.
inline constexpr Rule address_outside{"instantiation.address-outside", "address outside of its subnet"};
inline constexpr Rule address_taken{"instantiation.address-taken", "address given twice"};

/// NBI 400 "Parameter '<x>' needed … not supplied"; LCM "Variable 'x' is undefined … must be provided".
inline constexpr Rule missing_parameter{"instantiation.missing-parameter", "parameter that is asked for and not given"};
inline constexpr Rule unused_parameter{"instantiation.unused-parameter", "parameter that nothing asks for",
                                       Severity::warning};
inline constexpr Rule nsd_not_given{"instantiation.nsd-not-given", "parameters judged without their NSD",
                                    Severity::note};
inline constexpr Rule parameters_vnfd_not_given{"instantiation.vnfd-not-given", "parameters judged without a VNFD",
                                                Severity::note};

/// All of the above, and those of the package reader.
std::span<const Rule> of_packages();

} // namespace edgepool::descriptor::rules
